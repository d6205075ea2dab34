// Stands in for @vscode/spdlog, a native module: the server's log files, written without a compiler at hand.
// VS Code imports the names from an ES module, so each needs its own `exports.name =`.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_kind, _name, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.file = fs.openSync(file, 'a');
    this.level = LEVELS.indexOf('info');
    this.plain = false;
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.plain = false;
  }
  clearFormatters() {
    this.plain = true;
  }
  flush() {}
  drop() {
    if (this.file === undefined) return;
    fs.closeSync(this.file);
    this.file = undefined;
  }
}

LEVELS.forEach((name, level) => {
  Logger.prototype[name] = function write(message) {
    if (level < this.level || this.file === undefined) return;
    fs.writeSync(this.file, this.plain ? message : `${new Date().toISOString()} [${name}] ${message}\n`);
  };
});

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
