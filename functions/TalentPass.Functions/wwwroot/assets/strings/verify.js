// The texts of the page that verifies documents: key → [Chinese, English].
/** @type {Texts} */
export const texts = {
  "verify.lead": ["任何人均可查验。只显示文书是否有效及其基本信息。", "Open to everybody. It shows whether the document counts, and little more."],
  "verify.number": ["电子证照标识，或二维码内容", "Certificate number, or the text of the QR code"],
  "verify.number.hint": ["以 1.2.156.3005.2 开头；也可用扫码枪扫描文书上的二维码。", "It begins with 1.2.156.3005.2. A scanner may type the QR code here."],
  "verify.number.short": ["电子证照标识", "Certificate number"],
  "verify.code": ["查验码", "Check code"],
  "verify.code.hint": ["印在文书上的八位字符；扫码时不用填写。", "Eight characters printed on the document; not needed with the QR code."],
  "verify.code.missing": ["请填写查验码。", "Enter the check code."],
  "verify.go": ["查验", "Verify"],
  "verify.asking": ["正在查验…", "Asking the city…"],
  "verify.kind": ["文书", "Document"],
  "verify.service": ["事项", "Service"],
  "verify.department": ["作出机关", "Department"],
  "verify.holder": ["当事人", "Holder"],
  "verify.issued": ["作出日期", "Issued"],
  "verify.until": ["有效期至", "Valid to"],
  "verify.advice.valid": ["请核对下列内容与文书是否一致。", "Compare what follows with the document."],
  "verify.advice.expired": ["文书曾经有效，有效期已过。", "It was genuine, and its time has passed."],
  "verify.advice.revoked": ["作出机关已撤销该文书。", "The department has revoked it."],
  "verify.advice.unknown": ["没有这份文书，或者查验码、二维码不正确。请核对后重试。", "There is no such document, or the check code or QR code is wrong. Check it and try again."],
};
