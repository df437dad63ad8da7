// The door to the record: annotate, remember and every answer to an AI take only this type.

declare const redactedBrand: unique symbol;

/** Text that went through redact/; made there and nowhere else. */
export type Redacted = string & { readonly [redactedBrand]: true };
