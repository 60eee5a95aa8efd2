export const texts: Texts;
