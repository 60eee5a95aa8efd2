/**
 * What the list of a desk is narrowed to. The filters are in the address, so that reload, the way back and the language keep them.
 * @typedef {{ [name in FilterName]?: string }} Filters
 */

/** @typedef {"assignee" | "service" | "state" | "light" | "urged" | "slip" | "area"} FilterName */

/** @type {FilterName[]} */
export const filterNames = ["assignee", "service", "state", "light", "urged", "slip", "area"];

/**
 * The filters in the fragment of an address, such as `#/queue?light=red`. Other names are ignored.
 * @param {string} hash
 * @returns {Filters}
 */
export function filtersOf(hash) {
  const query = new URLSearchParams(hash.includes("?") ? hash.slice(hash.indexOf("?") + 1) : "");
  return Object.fromEntries(filterNames.flatMap(name => (query.get(name) ? [[name, query.get(name)]] : [])));
}

/**
 * The filters as a query, for the address and for the API alike; empty without filters.
 * @param {Filters} filters
 */
export function queryOf(filters) {
  return new URLSearchParams(filterNames.flatMap(name => (filters[name] ? [[name, filters[name]]] : []))).toString();
}

/**
 * The address of a view with these filters.
 * @param {string} view `queue`, or `case/` with a number
 * @param {Filters} filters
 */
export function addressOf(view, filters) {
  const query = queryOf(filters);
  return `#/${view}${query === "" ? "" : `?${query}`}`;
}

/**
 * The filters with one of them set anew, or taken away when it is empty or set already.
 * @param {Filters} filters
 * @param {FilterName} name
 * @param {string} value
 * @returns {Filters}
 */
export function toggled(filters, name, value) {
  const { [name]: before, ...rest } = filters;
  return value === "" || before === value ? rest : { ...rest, [name]: value };
}
