import type { File } from '@babel/types';
import type { SourceFile } from './source-file.js';

export interface FileStyle {
  readonly eol: '\n' | '\r\n';
  /** One level of indentation: spaces or a tab. */
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
}

/** A file after parsing. Node offsets refer to `source.text` itself. */
export interface ParsedFile {
  readonly source: SourceFile;
  readonly ast: File;
  readonly sourceType: 'script' | 'module';
  readonly style: FileStyle;
}
