/** Seconds of work that this process did, on all its threads: unlike a clock, not slower beside other work. */
export function secondsUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
