/** Milliseconds of processor time this process has used: on a busy machine the clock on the wall says little. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
