// Stands in for @vscode/native-watchdog, a native module that ends an extension host whose parent has died. Here
// the server's whole process group is ended instead.
const process = require('node:process');

exports.start = () => {};
exports.exit = (status) => process.exit(status);
