// As much of an observable as Web Chat asks for; whoever comes late gets what was said before.

export class Observable {
  #observers = new Set();
  #values;

  constructor(...values) {
    this.#values = values;
  }

  next(value) {
    this.#values.push(value);
    for (const observer of this.#observers) observer.next(value);
  }

  subscribe(observer) {
    this.#observers.add(observer);
    for (const value of this.#values) observer.next(value);
    return { unsubscribe: () => this.#observers.delete(observer) };
  }
}
