/** Which declarations are recorded for a profile. */
export interface RecordedTypes {
  /** Name of the profile. */
  readonly profile: string;
  /** What is fetched. */
  readonly package: string;
  readonly files: readonly string[];
  /** The declared types that a shape of the profile stands for. */
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  /** Shapes of which every member is recorded, as their profile says what holds for all. */
  readonly all?: readonly string[];
}

const mongoose = [
  'models',
  'query',
  'document',
  'connection',
  'aggregate',
  'index',
  'middlewares',
  'callback',
  'indexes',
];

export const recordedTypes: readonly RecordedTypes[] = [
  {
    profile: 'mongodb',
    package: 'mongodb@4.17.2',
    files: ['mongodb.d.ts'],
    shapes: {
      MongoClientClass: ['MongoClient'],
      MongoClient: ['MongoClient'],
      Db: ['Db'],
      Collection: ['Collection'],
      Cursor: ['FindCursor', 'AggregationCursor'],
    },
  },
  {
    profile: 'mongoose',
    package: 'mongoose@6.13.8',
    files: mongoose.map((name) => `types/${name}.d.ts`),
    shapes: {
      module: ['mongoose'],
      Connection: ['Connection'],
      Model: ['Model'],
      Document: ['Document'],
      Query: ['Query'],
      Aggregate: ['Aggregate'],
    },
  },
  {
    profile: 'aws-sdk',
    package: 'aws-sdk@2.1692.0',
    files: [
      'clients/s3.d.ts',
      'lib/services/s3.d.ts',
      'clients/sqs.d.ts',
      'lib/dynamodb/document_client.d.ts',
      'lib/request.d.ts',
      'lib/service.d.ts',
      'lib/s3/managed_upload.d.ts',
    ],
    shapes: {
      S3: ['S3', 'S3Customizations'],
      Service: ['SQS'],
      DocumentClient: ['DocumentClient'],
      Request: ['Request'],
      ManagedUpload: ['ManagedUpload'],
    },
    all: ['Service', 'DocumentClient', 'S3', 'Request', 'ManagedUpload'],
  },
  {
    profile: 'sqlite3',
    package: 'sqlite3@5.1.7',
    files: ['lib/sqlite3.d.ts'],
    shapes: { module: ['sqlite3'], Database: ['Database'], Statement: ['Statement'], RunResult: ['RunResult'] },
    all: ['RunResult'],
  },
  {
    profile: 'request',
    package: '@types/request@2.48.12',
    files: ['index.d.ts'],
    shapes: { module: ['RequestAPI'], RequestCallback: ['RequestCallback'] },
    all: ['RequestCallback'],
  },
];
