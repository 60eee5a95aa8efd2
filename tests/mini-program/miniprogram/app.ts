import "./platform/network";

/** The mini-program has no state of its own here: the session, the language and the network are modules. */
App({});
