/** A sample that knows nothing; it lacks its time. */
export const unknownSample = {
  queue: null,
  logged: null,
  received: null,
  postedPerSecond: null,
  refusedPerSecond: null,
  loggedPerSecond: null,
  receivedPerSecond: null,
  memoryBytes: null,
};
