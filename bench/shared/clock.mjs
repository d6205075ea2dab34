/**
 * A clock in microseconds: wall time, or the processor time of this process, which is the steadier one on a machine with other
 * work.
 */
export const createClock = (ofProcessor) => {
  if (!ofProcessor) return () => performance.now() * 1000;
  return () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
};
