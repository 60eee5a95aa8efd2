// Runs Azurite so that it ends, with its data written, when whoever started it ends: stdin is the life line.
'use strict';
const fs = require('fs');
const path = require('path');

const [entry, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], entry, ...args];

// A closed console must not end the process before the data is on disk.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Ctrl-C reaches the whole terminal group; the parent drains its work first and then closes stdin.
const once = process.once.bind(process);
process.once = (event, listener) => (event === 'SIGINT' ? process : once(event, listener));
process.on('SIGINT', () => {});

const location = args.includes('--location') ? args[args.indexOf('--location') + 1] : null;
if (location) {
  const note = path.join(location, 'azurite.pid');
  fs.mkdirSync(location, { recursive: true });
  fs.writeFileSync(note, String(process.pid));
  process.on('exit', () => {
    try {
      fs.unlinkSync(note);
    } catch {
      // Another process took the folder over.
    }
  });
}

// Before Azurite listens for SIGTERM there is nothing to write; afterwards its own listener ends the process.
let ending = false;
process.on('SIGTERM', () => {
  if (!ending && process.listenerCount('SIGTERM') === 1) process.exit(0);
  ending = true;
});
const end = () => process.emit('SIGTERM');
process.stdin.on('end', end).on('error', end).resume();
process.stdin.unref?.();

require(entry);
