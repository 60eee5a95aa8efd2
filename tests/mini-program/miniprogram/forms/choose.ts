import { t } from "../language";
import type { Picked } from "./paper";

/** Lets the user take a photo, choose a picture, or choose a file from a chat. Null when the user chose nothing. */
export async function chooseFile(): Promise<Picked | null> {
  try {
    const { tapIndex } = await wx.showActionSheet({ itemList: [t("file.photo"), t("file.from-chat")] });
    if (tapIndex === 0) {
      const { tempFiles } = await wx.chooseMedia({ count: 1, mediaType: ["image"], sizeType: ["original"], sourceType: ["album", "camera"] });
      const file = tempFiles[0];
      return file ? { path: file.tempFilePath, name: nameIn(file.tempFilePath), size: file.size } : null;
    }

    const { tempFiles } = await wx.chooseMessageFile({ count: 1, type: "file", extension: ["pdf", "jpg", "jpeg", "png"] });
    const file = tempFiles[0];
    return file ? { path: file.path, name: file.name, size: file.size } : null;
  } catch {
    // Closing a sheet or a chooser is told as a failure.
    return null;
  }
}

function nameIn(path: string) {
  return path.slice(path.lastIndexOf("/") + 1);
}
