// TF.js asks for node-fetch where there is no global fetch; every Node that this project supports has one.
export default globalThis.fetch;
