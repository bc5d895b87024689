/** Header with the number of the newest message that an instance received or logged; messages are numbered from 1. */
export const lastNumberHeader = 'distq-last-number';
