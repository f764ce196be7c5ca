import assert from 'node:assert/strict';
import { createProgress } from '../../cli/progress.js';

function recorder(isTerminal: boolean) {
  const written: string[] = [];
  return { written, stream: { write: (text: string) => void written.push(text), isTerminal, color: false } };
}

describe('createProgress', () => {
  it('overwrites one line of a terminal, only when it changes, and clears it at the end', () => {
    const { written, stream } = recorder(true);
    const progress = createProgress(stream);
    for (let done = 1; done <= 1000; done++) progress.show({ stage: 'plan', done, total: 1000 });
    progress.clear();
    assert.equal(written.length, 22);
    assert.equal(written[0], '\r\u001b[KPlanning 0% of 1000 files');
    assert.equal(written.at(-2), '\r\u001b[KPlanning 100% of 1000 files');
    assert.equal(written.at(-1), '\r\u001b[K');
  });

  it('says nothing where nobody watches', () => {
    const { written, stream } = recorder(false);
    const progress = createProgress(stream);
    progress.show({ stage: 'write', done: 0, total: 0 });
    progress.clear();
    assert.deepEqual(written, []);
  });
});
