import { DIGITS, MNIST1D, type DigitsAst } from './keysDigits.js';
import { MOONS, RING_WAVES, SINE, SPIRALS, TEACHER, XOR, type GeneratedAst } from './keysGenerated.js';
import { CSV, IRIS, type CsvAst, type IrisAst } from './keysTables.js';
import { object, variants } from './structuredTypes.js';

export type DataAst = GeneratedAst | DigitsAst | IrisAst | CsvAst;

export const DATA = variants<DataAst>('the data source', 'source', {
  'teacher': object(TEACHER),
  'spirals': object(SPIRALS),
  'moons': object(MOONS),
  'xor': object(XOR),
  'sine': object(SINE),
  'ring-waves': object(RING_WAVES),
  'mnist1d': object(MNIST1D),
  'digits': object(DIGITS),
  'iris': object(IRIS),
  'csv': object(CSV),
});
