import { both, type Sink } from "./sink.ts";
import {
  DESCRIPTOR,
  descriptorAt,
  descriptorBytes,
  LOCAL_HEADER,
  LOCAL_HEADER_BYTES,
  readLocalHeader,
  restOfHeader,
  type ZipMember,
} from "./zip-header.ts";

interface State {
  onMember: (member: ZipMember) => Sink | undefined;
  /** What came so far of the next `wanted` bytes. */
  gathered: Buffer;
  wanted: number;
  member: ZipMember | null;
  body: Sink | undefined;
  /** Bytes of the body that came so far. */
  taken: number;
  /** What is held back of a body of unknown size: its descriptor may begin there. */
  held: Buffer;
  zip64: boolean;
  /** The list at the end began, or something that is no zip. */
  done: boolean;
  waiting: Promise<void> | undefined;
}

/**
 * Reads a zip that is pushed in, by the headers before the bodies, so that members too are read which the list at the
 * end leaves out. The sink of `onMember` gets the packed body. Throws at the end when the zip was cut short.
 */
export function zipReader(onMember: (member: ZipMember) => Sink | undefined): Sink {
  const state: State = {
    onMember,
    gathered: NONE,
    wanted: 4,
    member: null,
    body: undefined,
    taken: 0,
    held: NONE,
    zip64: false,
    done: false,
    waiting: undefined,
  };
  return { write: (chunk) => write(state, chunk), end: () => end(state) };
}

const NONE = Buffer.alloc(0);

function write(state: State, chunk: Buffer): Promise<void> | undefined {
  for (let rest = chunk; rest.length > 0 && !state.done; ) {
    if (!state.member) rest = gather(state, rest);
    else if (state.member.size === null) rest = takeOpenBody(state, state.member, rest);
    else rest = takeBody(state, state.member.size, rest);
  }
  const { waiting } = state;
  state.waiting = undefined;
  return waiting;
}

function end({ done, member, gathered, body, held }: State): Promise<void> | undefined {
  if (done || (!member && gathered.length === 0)) return undefined;
  const cut = (): never => {
    throw new Error("The zip ends too early.");
  };
  // What came of the last member is still worth reading.
  const wait = both(body?.write(held), body?.end());
  return wait ? wait.then(cut, cut) : cut();
}

function gather(state: State, bytes: Buffer): Buffer {
  const part = bytes.subarray(0, state.wanted - state.gathered.length);
  state.gathered = Buffer.concat([state.gathered, part]);
  if (state.gathered.length === state.wanted) takeHeader(state, state.gathered);
  return bytes.subarray(part.length);
}

function takeHeader(state: State, header: Buffer): void {
  const mark = header.readUInt32LE();
  const more = mark === DESCRIPTOR ? descriptorBytes(state.zip64) : LOCAL_HEADER_BYTES;
  if (mark !== LOCAL_HEADER && mark !== DESCRIPTOR) state.done = true;
  else if (header.length < more) state.wanted = more;
  else if (mark === DESCRIPTOR) next(state);
  else if (header.length === more && restOfHeader(header) > 0) state.wanted = more + restOfHeader(header);
  else openMember(state, readLocalHeader(header));
}

function next(state: State): void {
  state.gathered = NONE;
  state.wanted = 4;
  state.member = null;
}

function openMember(state: State, member: ZipMember): void {
  state.member = member;
  state.zip64 = member.zip64;
  state.taken = 0;
  state.body = state.onMember(member);
  if (member.size === 0) closeMember(state);
}

function closeMember(state: State): void {
  state.waiting = both(state.waiting, state.body?.end());
  state.body = undefined;
  next(state);
}

function give(state: State, bytes: Buffer): void {
  state.taken += bytes.length;
  if (bytes.length > 0) state.waiting = both(state.waiting, state.body?.write(bytes));
}

function takeBody(state: State, size: number, bytes: Buffer): Buffer {
  const part = bytes.subarray(0, size - state.taken);
  give(state, part);
  if (state.taken === size) closeMember(state);
  return bytes.subarray(part.length);
}

function takeOpenBody(state: State, { zip64 }: ZipMember, more: Buffer): Buffer {
  const bytes = state.held.length > 0 ? Buffer.concat([state.held, more]) : more;
  const at = descriptorAt(bytes, state.taken, zip64);
  const sure = at >= 0 ? at : Math.max(0, bytes.length - descriptorBytes(zip64));
  give(state, bytes.subarray(0, sure));
  state.held = at >= 0 ? NONE : Buffer.from(bytes.subarray(sure));
  if (at < 0) return NONE;
  closeMember(state);
  return bytes.subarray(sure);
}
