// The secrets that must never be seen again: one of each kind that gave a mask trouble.

/** A value; `isPlain` ones are too short to be known by their letters alone, so their case and spacing count. */
export interface Canary {
  readonly name: string;
  readonly value: string;
  readonly isPlain?: true;
}

export const CANARIES: readonly Canary[] = [
  { name: 'CANARY_TOKEN', value: 'q7Zp0Lw3RkXt9Vb5Ny2Mc8Hd4Jf6Gs1T' },
  { name: 'CANARY_PASSWORD', value: `9$gK'wR"2 tY\\vB&8<nM>#zL/5+cX=1!` },
  { name: 'CANARY_WORDS', value: 'Jürgen-Žižka_äffchen4711%Übermut' },
  { name: 'CANARY_SHORT', value: 'w8#Kp2', isPlain: true },
  { name: 'CANARY_BYTES', value: 'Zm9/Yk+3cQ==xW7/t+T0aA8vLr+/Ue5HdO3bQw==' },
  {
    name: 'CANARY_KEY',
    value: `-----BEGIN PRIVATE KEY-----\n${['Mx4Vt0Qy7Bn2Kc9Lp5Rw8Zs3', 'Hd6Jf1Gt4Xk7Nv0Pm3Qb9Yc2', 'Wr5Ls8Tz1Kj4Vh7=']
      .map((line) => line)
      .join('\n')}\n-----END PRIVATE KEY-----`,
  },
  { name: 'CANARY_URL', value: 'postgres://app:Xy7pQ2rT9wK4@db.internal:5432/main?opt=v5Nm8' },
];
