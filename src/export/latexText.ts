import { parseSymbol } from '../quantities/symbol.js';

const ESCAPED: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\{`,
  '}': String.raw`\}`,
  '$': String.raw`\$`,
  '&': String.raw`\&`,
  '#': String.raw`\#`,
  '%': String.raw`\%`,
  '_': String.raw`\_`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '|': String.raw`\textbar{}`,
  '"': String.raw`\textquotedbl{}`,
};

/** Letters and signs of our texts and units that plain LaTeX has in mathematics alone. */
const MATHEMATICAL: Readonly<Record<string, string>> = {
  '²': '^2',
  '³': '^3',
  '½': String.raw`\tfrac12 `,
  '·': String.raw`\cdot `,
  '×': String.raw`\times `,
  '÷': String.raw`\div `,
  '−': '-',
  '√': String.raw`\surd `,
  '∞': String.raw`\infty `,
  '→': String.raw`\to `,
  '≤': String.raw`\le `,
  '≥': String.raw`\ge `,
  '≈': String.raw`\approx `,
  'ℓ': String.raw`\ell `,
  '‖': String.raw`\Vert `,
  'Σ': String.raw`\Sigma `,
  'Δ': String.raw`\Delta `,
  'α': String.raw`\alpha `,
  'β': String.raw`\beta `,
  'γ': String.raw`\gamma `,
  'δ': String.raw`\delta `,
  'ε': String.raw`\varepsilon `,
  'η': String.raw`\eta `,
  'θ': String.raw`\theta `,
  'κ': String.raw`\kappa `,
  'λ': String.raw`\lambda `,
  'μ': String.raw`\mu `,
  'ξ': String.raw`\xi `,
  'ρ': String.raw`\rho `,
  'σ': String.raw`\sigma `,
  'τ': String.raw`\tau `,
  '⟨': String.raw`\langle `,
  '⟩': String.raw`\rangle `,
  '…': String.raw`\dots `,
  'Ȧ': String.raw`\dot A `,
  'Ẇ': String.raw`\dot W `,
  'ḃ': String.raw`\dot b `,
  'ẇ': String.raw`\dot w `,
  'ż': String.raw`\dot z `,
};

/** Any text as LaTeX that shows the same, with one-line spaces. */
export const latexText = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/./gu, (letter) => {
    const mathematical = MATHEMATICAL[letter];
    if (mathematical !== undefined) return `$${mathematical.trimEnd()}$`;
    return ESCAPED[letter] ?? letter;
  });

/**
 * A symbol of the table of definitions as LaTeX mathematics, without delimiters: `K_W`, `L_{bulk}` → `L_{\mathrm{bulk}}`,
 * `f^(m)` → `f^{(m)}`.
 */
export const latexSymbol = (symbol: string): string =>
  parseSymbol(symbol)
    .map(({ text, position }) => {
      if (position === 'base') return mathematics(text, 2);
      return `${position === 'sub' ? '_' : '^'}{${mathematics(text, 3).trim()}}`;
    })
    .join('')
    .trim();

/**
 * Words upright, letters as they are, signs by their names.
 * @param shortestWord letters that make a word: among indices `mn` are two
 */
const mathematics = (text: string, shortestWord: number): string =>
  text
    .replace(/[A-Za-z]+/g, (word) => (word.length < shortestWord ? word : String.raw`\mathrm{${word}}`))
    .replace(/[^\x20-\x7e]/gu, (sign) => MATHEMATICAL[sign] ?? String.raw`\text{${sign}}`);
