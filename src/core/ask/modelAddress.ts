// Which addresses a model may be asked at. A key and a conversation must not travel in the clear, nor to a place nobody chose.

/** An address that may be used; `origin` is what a key is bound to. */
export interface ModelAddress {
  readonly url: string;
  readonly origin: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address, or null where it may not be used: not http or https, names a user or a query, or is plain http to another machine while
 * a key would go along.
 */
export function readAddress(text: string, of: { readonly keyed: boolean }): ModelAddress | null {
  const url = URL.parse(text.trim());
  if (!url) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.protocol === 'http:' && of.keyed && !LOOPBACK.test(url.hostname)) return null;
  return { url: url.href.replace(/\/+$/, ''), origin: url.origin };
}
