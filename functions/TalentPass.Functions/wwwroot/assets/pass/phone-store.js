const name = "talentpass";
const store = "phone";
const only = "kept";

/**
 * The device key of an account. `publicKey` is in the form that is sent to the API; `key` is its short name (the start of
 * its hash).
 * @typedef {{ account: string, privateKey: CryptoKey, publicKey: string, key: string }} DeviceKey
 */

/**
 * The stored record: the device key, with the credential that the city issued for it, if there is one.
 * @typedef {DeviceKey & { passId?: string, credential?: Uint8Array, issuedAt?: number, expiresAt?: number }} Kept
 */

/**
 * Reads the only record of this browser: the account, its key (not extractable) and the credential. Undefined when there is
 * no record.
 * @returns {Promise<Kept | undefined>}
 */
export function keptKey() {
  return run("readonly", phones => phones.get(only));
}

/**
 * Stores a key and replaces the record that was there.
 * @param {Kept} record
 */
export function keepKey(record) {
  return run("readwrite", phones => phones.put(record, only));
}

/**
 * Updates the record, for example with a new credential. Does nothing when the key was deleted or replaced in the meantime.
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

/** Deletes the record. */
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
