/**
 * Starts `width` pieces of work at once, `rounds` times in a row.
 *
 * @param {(done: (error?: unknown) => void) => void} start starts one piece; it may call `done` at once
 * @param {number} width
 * @param {number} rounds
 * @returns {Promise<void>}
 */
export function drive(start, width, rounds) {
  return new Promise((resolve, reject) => {
    let round = 0;
    let left = 0;
    let looping = false;
    const done = (error) => {
      if (error) reject(error);
      else if (--left === 0 && !looping) loop();
    };
    // A loop, so that work that is done at once does not grow the stack.
    function loop() {
      looping = true;
      while (left === 0) {
        if (round++ === rounds) return resolve();
        left = width;
        for (let i = 0; i < width; i++) start(done);
      }
      looping = false;
    }
    loop();
  });
}
