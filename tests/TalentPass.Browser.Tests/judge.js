// Judges every case with the page's own verifier; one expression, so that a browser and Node can both take it.
(async ({ base, root, cases, base45, texts, messages, lists, curve }) => {
  const load = name => import(`${base}/${name}.js`);
  const [{ PassVerifier }, { readTrustList }, { readStatusList, statusAt, inflate }, { fromBase45, toBase45 }, cose, { hex }] =
    await Promise.all(["verifier", "trust-list", "status-list", "base45", "cose", "template"].map(load));
  const bytes = text => Uint8Array.from(atob(text), each => each.charCodeAt(0));
  const unhex = text => Uint8Array.from(text.match(/../g) ?? [], each => Number.parseInt(each, 16));
  const answers = [];
  for (const one of cases) {
    const verifier = new PassVerifier();
    const { list, problem } = await readTrustList(bytes(one.trust), root);
    if (problem || !verifier.acceptTrust(list, one.fetchedAt)) {
      answers.push({ name: one.name, reason: `trust list: ${problem}` });
      continue;
    }

    if (one.status) {
      const read = await readStatusList(bytes(one.status), list.city, 0, list, one.fetchedAt);
      verifier.acceptStatus(read.list);
    }

    for (const before of one.shown) {
      await verifier.verify(before, one.fetchedAt);
    }

    const verdict = await verifier.verify(one.text, one.now, bytes(one.challenge));
    answers.push({ name: one.name, ...verdict });
  }

  return {
    answers,
    base45: base45.map(({ hex: digits, text }) => toBase45(unhex(digits)) === text && hex(fromBase45(text)) === digits),
    refused: texts.map(text => fromBase45(text) === null),
    messages: await Promise.all(messages.map(async ({ message, tagged, external, point }) => {
      const read = cose.readSign1(unhex(message), tagged);
      const imported = read && await cose.importKey(unhex(point));
      return Boolean(imported) && await cose.verify(imported, read.signature, read.header, read.payload, unhex(external));
    })),
    curve: await Promise.all(curve.map(async ({ point, compressed, message, signature }) => {
      const one = await cose.importKey(unhex(point));
      const other = await cose.importKey(unhex(compressed));
      const holds = async imported => imported !== null && signature.length === 128
        && crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, unhex(signature), unhex(message));
      return [await holds(one), await holds(other)];
    })),
    lists: await Promise.all(lists.map(async ({ lst, bits, indexes }) => {
      const list = { bits, entries: await inflate(bytes(lst)) };
      return [list.entries.length * 8 / bits, ...indexes.map(index => statusAt(list, index))];
    })),
  };
})
