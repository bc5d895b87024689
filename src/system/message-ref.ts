export interface MessageRef {
  /** null for an item that another producer put into the queue. */
  uuid: string | null;
  msg: string;
}
