/** Text from a spec in Markdown: nothing in it may act as markup. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');
