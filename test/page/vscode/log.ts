/** What the host has logged as a warning or an error. */
let complaints: string[] = [];

const complain = (message: unknown): void => {
  complaints.push(String(message));
};
const ignore = (): undefined => undefined;

export const createOutputChannel = () => ({
  info: ignore,
  debug: ignore,
  trace: ignore,
  warn: complain,
  error: complain,
  show: ignore,
  dispose: ignore,
});

/** What was logged since the last call. */
export function takeComplaints(): readonly string[] {
  const taken = complaints;
  complaints = [];
  return taken;
}
