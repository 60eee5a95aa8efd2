const name = "talentpass";
const store = "phone";
const only = "kept";

/**
 * A key of an account: `publicKey` as it is sent, `key` its short name.
 * @typedef {{ account: string, privateKey: CryptoKey, publicKey: string, key: string }} DeviceKey
 */

/**
 * The key of this device with the credential the city gave for it, if it did.
 * @typedef {DeviceKey & { passId?: string, credential?: Uint8Array, issuedAt?: number, expiresAt?: number }} Kept
 */

/**
 * The one record of this browser: the account, its key (not extractable) and the credential; undefined when there is none.
 * @returns {Promise<Kept | undefined>}
 */
export function keptKey() {
  return run("readonly", phones => phones.get(only));
}

/**
 * Keeps a key in place of whatever was there.
 * @param {Kept} record
 */
export function keepKey(record) {
  return run("readwrite", phones => phones.put(record, only));
}

/**
 * Keeps what was added to a key, unless the key was forgotten meanwhile.
 * @param {Kept} record
 */
export function replaceKept(record) {
  return run("readwrite", phones => {
    /** @type {IDBRequest<Kept | undefined>} */
    const found = phones.get(only);
    found.onsuccess = () => found.result?.key === record.key && phones.put(record, only);
    return found;
  });
}

/** Forgets it. */
export function forgetKept() {
  return run("readwrite", phones => phones.delete(only));
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(phones: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
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

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}
