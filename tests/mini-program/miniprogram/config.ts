/** Where the API is, by the version of the mini-program that runs. A city writes its own https addresses here. */
const servers = {
  develop: "http://localhost:7071",
  trial: "https://talentpass.invalid",
  release: "https://talentpass.invalid",
};

/** The address of the API, without a slash at its end. */
export const server = servers[wx.getAccountInfoSync().miniProgram.envVersion];
