// What is kept secret on this phone: the session and the device key. The platform encrypts it where it offers to (AES-128, with a key
// of this user and this mini-program on this phone).
const encrypt = wx.canIUse("setStorage.object.encrypt");

/** A secret record; null when there is none, or when it cannot be read any more. */
export function readSecret<T>(key: string): Promise<T | null> {
  return new Promise(done => {
    void wx.getStorage<T>({ key, encrypt, success: ({ data }) => done(data), fail: () => done(null) });
  });
}

/** Keeps a secret record. Throws when the phone has no space for it. */
export function writeSecret(key: string, data: object): Promise<void> {
  return new Promise((done, fail) => {
    wx.setStorage({ key, data, encrypt, success: () => done(), fail: ({ errMsg }) => fail(new Error(errMsg)) });
  });
}

/** Deletes a secret record. Never fails. */
export function dropSecret(key: string): Promise<void> {
  return new Promise(done => {
    wx.removeStorage({ key, complete: () => done() });
  });
}
