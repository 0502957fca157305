/**
 * uPlot makes a number formatter of `navigator.language` when it is imported, and headless browsers report languages
 * that are none (`en-US@posix`): the page would stay white. Imported before it, this gives such browsers a real one.
 */
if (!isLanguage(navigator.language)) Object.defineProperty(navigator, 'language', { value: 'en-GB', configurable: true });

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
