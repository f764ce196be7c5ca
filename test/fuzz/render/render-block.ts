import type { Block } from '../model/program.js';
import type { Place } from './place.js';
import { renderPlainList } from './render-plain.js';
import { renderTail } from './render-tail.js';

export const renderBlock = (place: Place, { plain, tail }: Block): string[] => {
  const before = renderPlainList(place, plain);
  return [...before, ...renderTail(place, tail)];
};
