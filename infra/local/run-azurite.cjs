// Runs Azurite so that it writes its data and ends when the process that started it ends. That process holds the other end of
// stdin; when stdin closes, Azurite ends.
'use strict';
const fs = require('fs');
const path = require('path');

const [entry, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], entry, ...args];

// If the console is closed, writing to it fails. That must not end the process before the data is on disk.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Ctrl-C reaches all processes of the terminal. It is ignored here: the parent finishes its work first and then closes stdin.
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
      // Another process has taken over the folder.
    }
  });
}

// Before Azurite listens for SIGTERM there is no data to write, so the process ends here. Later Azurite's own listener ends it.
let ending = false;
process.on('SIGTERM', () => {
  if (!ending && process.listenerCount('SIGTERM') === 1) process.exit(0);
  ending = true;
});
const end = () => process.emit('SIGTERM');
process.stdin.on('end', end).on('error', end).resume();
process.stdin.unref?.();

require(entry);
