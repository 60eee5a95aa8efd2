const name = "talentpass";
const store = "phone";
const only = "kept";

/** The one record of this browser: the account, its key (not extractable) and the credential; undefined when there is none. */
export function keptKey() {
  return run("readonly", phones => phones.get(only));
}

/** Keeps a key in place of whatever was there. */
export function keepKey(record) {
  return run("readwrite", phones => phones.put(record, only));
}

/** Keeps what was added to a key, unless the key was forgotten meanwhile. */
export function replaceKept(record) {
  return run("readwrite", phones => {
    const found = phones.get(only);
    found.onsuccess = () => found.result?.key === record.key && phones.put(record, only);
    return found;
  });
}

/** Forgets it. */
export function forgetKept() {
  return run("readwrite", phones => phones.delete(only));
}

async function run(mode, ask) {
  const database = await open();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(store, mode);
      const asked = ask(transaction.objectStore(store));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}
