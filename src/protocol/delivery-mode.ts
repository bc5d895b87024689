/** What an acknowledgement promises: `raw`: only what a queue gives; `ledger`: effectively once (docs/delivery.md). */
export const deliveryModes = ['raw', 'ledger'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];
