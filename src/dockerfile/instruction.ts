/** Where a stage, or what is copied, comes from; `why` is a clause without a full stop. */
export type StageBase =
  | { kind: "image"; reference: string }
  | { kind: "stage"; index: number }
  | { kind: "scratch" }
  | { kind: "unknown"; why: string };

/** One instruction. ONBUILD is told by a mark: keyword, text and all else are its trigger's. */
export interface Instruction {
  /** In capital letters. */
  keyword: string;
  /** Counted from 1. */
  line: number;
  /** The last line of it, a here-document and its end included. */
  endLine: number;
  /** The stage it is in; null above the first FROM. */
  stage: number | null;
  /** In one line with single blanks, without comments; each line of a here-document follows on a line of its own. */
  text: string;
  /** The text without its keyword and flags. */
  arguments: string;
  flags: Flag[];
  /** Of `RUN --mount`. */
  mounts: Mount[];
  /** The strings of the exec form (`["python", "app.py"]`, also after HEALTHCHECK CMD); null in the shell form. */
  json: string[] | null;
  /** What `COPY --from` names. */
  from: StageBase | null;
  /** Of COPY and ADD, as written, without quotes. */
  sources: string[];
  /** Of COPY and ADD, as written, without quotes. */
  destination: string | null;
  /** True for a trigger: it runs when another image is built on this one, not now. */
  onbuild: boolean;
}

/** `--name=value`; null is a flag without a value. */
export interface Flag {
  name: string;
  value: string | null;
}

/** One `--mount` of a RUN. */
export interface Mount {
  /** `bind` where none is written. */
  type: string;
  /** Where none is written, what the builder takes: of a secret its source or the name of its target's file. */
  id: string | null;
  source: string | null;
  target: string | null;
  from: StageBase | null;
  /** The build fails without this secret. */
  required: boolean;
  /** Every key as written, in small letters; a key without a value is "true". */
  options: Record<string, string>;
}
