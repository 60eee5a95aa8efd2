// Judges every case with the page's own verifier; one expression, so that a browser and Node can both take it.
(async ({ base, root, cases, mutations, base45, texts, messages, lists, curve, forms }) => {
  const load = name => import(`${base}/${name}.js`);
  const [{ PassVerifier }, { readTrustList }, { readStatusList, statusAt, inflate }, { fromBase45, toBase45 }, cose, { hex }] =
    await Promise.all(["verifier", "trust-list", "status-list", "base45", "cose", "template"].map(load));
  const bytes = text => Uint8Array.from(atob(text), each => each.charCodeAt(0));
  const unhex = text => Uint8Array.from(text.match(/../g) ?? [], each => Number.parseInt(each, 16));
  const answers = [];
  for (const one of cases) {
    const verifier = new PassVerifier();
    const { list, problem } = await readTrustList(bytes(one.trust), root);
    if (problem || !verifier.acceptTrust(list)) {
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

  // Genuine codes with a few characters or bytes changed: nothing escapes, nothing is believed.
  const genuine = cases.filter(one => one.genuine);
  const { list } = await readTrustList(bytes(genuine[0].trust), root);
  const verifier = new PassVerifier({ remembers: false });
  verifier.acceptTrust(list);
  verifier.acceptStatus((await readStatusList(bytes(genuine[0].status), list.city, 0, list, genuine[0].fetchedAt)).list);
  let seed = 20261124;
  const random = below => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor(seed / 0x100000000 * below);
  };
  const reasons = {};
  for (let i = 0; i < mutations; i++) {
    const { text, now } = genuine[random(genuine.length)];
    const code = fromBase45(text.slice(4));
    let changed = text;
    if (random(3) === 0) {
      const at = random(text.length);
      changed = text.slice(0, at) + String.fromCharCode(random(random(2) ? 0x60 : 0x10000)) + text.slice(at + random(3));
    } else {
      for (let edits = 1 + random(3); edits > 0; edits--) {
        code[random(code.length)] = random(256);
      }

      changed = "TP1:" + toBase45(random(4) === 0 ? code.subarray(0, random(code.length)) : code);
    }

    if (changed !== text) {
      const { reason, light } = await verifier.verify(changed, now);
      const name = light === "red" ? reason : `${light}: ${changed}`;
      reasons[name] = (reasons[name] ?? 0) + 1;
    }
  }

  return {
    answers,
    reasons,
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
    forms: await Promise.all(forms.map(async form => (await readStatusList(bytes(form), list.city, 3, list, genuine[0].fetchedAt)).problem ?? null)),
    lists: await Promise.all(lists.map(async ({ lst, bits, indexes }) => {
      const list = { bits, entries: await inflate(bytes(lst)) };
      return [list.entries.length * 8 / bits, ...indexes.map(index => statusAt(list, index))];
    })),
  };
})
