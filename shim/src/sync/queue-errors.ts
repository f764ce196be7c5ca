/** An item was asked of an empty queue (`queues.QueueEmpty`). */
export class QueueEmpty extends Error {
  static {
    this.prototype.name = 'QueueEmpty';
  }
}

/** An item was put into a full queue (`queues.QueueFull`). */
export class QueueFull extends Error {
  static {
    this.prototype.name = 'QueueFull';
  }
}
