/**
 * What an acknowledgement promises. `raw`: what a queue alone can give; `ledger`: effectively once (docs/delivery.md).
 */
export const deliveryModes = ['raw', 'ledger'] as const;
export type DeliveryMode = (typeof deliveryModes)[number];
