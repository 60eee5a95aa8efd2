let connected = true;
const listeners = new Set<() => void>();

wx.getNetworkType({ success: ({ networkType }) => tell(networkType !== "none") });
wx.onNetworkStatusChange(({ isConnected }) => tell(isConnected));

/** Whether the phone says that it has a network. A network is no proof that the city can be reached. */
export function isConnected() {
  return connected;
}

/** Calls `run` when the network comes or goes. Returns a function that ends it. */
export function onNetwork(run: () => void) {
  listeners.add(run);
  return () => {
    listeners.delete(run);
  };
}

function tell(now: boolean) {
  if (now !== connected) {
    connected = now;
    listeners.forEach(run => run());
  }
}
