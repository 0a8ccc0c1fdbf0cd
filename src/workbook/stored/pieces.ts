/**
 * A report's text as custom XML parts hold it: deflated, as base64, in pieces none of which is more than a request takes. A
 * part of earlier versions holds the text as it is.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

/** Characters of base64 a piece: with its frame less than a request of ours. */
const PIECE = 900_000;
/** Of all pieces together, and of the text that they inflate to: beyond it a workbook isn't ours to fill, and a part not ours to trust. */
const MOST_STORED = 20_000_000;
const MOST_TEXT = 100_000_000;

interface Piece {
  /** Bytes of the text. */
  readonly bytes: number;
  readonly piece: number;
  readonly of: number;
  readonly deflated: string;
}

/** The JSON of each part; null where a workbook shouldn't hold so much. */
export function piecesOf(text: string): readonly string[] | null {
  const bytes = strToU8(text);
  const deflated = base64Of(deflateSync(bytes, { level: 9 }));
  if (deflated.length > MOST_STORED || bytes.length > MOST_TEXT) return null;
  const of = Math.ceil(deflated.length / PIECE);
  return Array.from({ length: of }, (_, index) => {
    const piece: Piece = {
      bytes: bytes.length,
      piece: index + 1,
      of,
      deflated: deflated.slice(index * PIECE, (index + 1) * PIECE),
    };
    return JSON.stringify(piece);
  });
}

/**
 * The texts that parts may hold, as they were before XML's characters were escaped in them: each text that is whole in one
 * part, and what the pieces give, of each the first and the last that there is. Which is sound, its hash tells.
 */
export function textsIn(parts: readonly unknown[], plain: (data: unknown) => string): readonly string[] {
  const pieces = parts.filter(isPiece);
  const whole = parts.filter((part) => part !== undefined && !isPiece(part)).map(plain);
  const numbers = Array.from({ length: Math.max(0, ...pieces.map(({ of }) => of)) }, (_, index) => index + 1);
  const joined = [0, -1].flatMap((at) => {
    const all = numbers.map((number) => pieces.filter(({ piece }) => piece === number).at(at));
    const text = all.length > 0 && all.every((one) => one !== undefined) ? inflated(all) : null;
    return text === null ? [] : [text];
  });
  return [...whole, ...new Set(joined)];
}

function inflated(pieces: readonly Piece[]): string | null {
  const { bytes } = pieces[0]!;
  try {
    const out = inflateSync(bytesOf(pieces.map(({ deflated }) => deflated).join("")), { out: new Uint8Array(bytes) });
    return strFromU8(out);
  } catch {
    return null;
  }
}

export function isPiece(data: unknown): data is Piece {
  const { bytes, piece, of, deflated } = (data ?? {}) as Partial<Record<keyof Piece, unknown>>;
  const isCount = (value: unknown, most: number) =>
    Number.isInteger(value) && (value as number) > 0 && (value as number) <= most;
  return (
    isCount(bytes, MOST_TEXT) &&
    isCount(of, MOST_STORED / PIECE + 1) &&
    isCount(piece, of as number) &&
    typeof deflated === "string"
  );
}

function base64Of(bytes: Uint8Array): string {
  const STEP = 0x8000;
  let binary = "";
  for (let at = 0; at < bytes.length; at += STEP) binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(binary);
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
