/** Stages that a service keeps, the newest ones. */
export const keptStages = 10_000;
