import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { call, emulator } from './aws.ts';
import { PYTHON } from './ministack.ts';

/** What `cdk bootstrap` makes: the bucket of assets, and the parameter that every template asks for. */
export async function bootstrap(): Promise<void> {
  await s3().send(new CreateBucketCommand({ Bucket: assetsBucket() }));
  await call('ssm', 'AmazonSSM.PutParameter', {
    Name: '/cdk-bootstrap/hnb659fds/version',
    Value: '30',
    Type: 'String',
    Overwrite: true,
  });
}

interface Asset {
  readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

/** Uploads what a folder of `cdk synth` has for a stack, as `cdk deploy` does; keys are hashes of the content. */
export async function uploadAssets(folder: string, stackName: string): Promise<void> {
  const manifest = JSON.parse(await readFile(`${folder}/${stackName}.assets.json`, 'utf8')) as {
    files: Readonly<Record<string, Asset>>;
  };
  await Promise.all(
    Object.values(manifest.files).map(async ({ source, destinations }) => {
      const path = `${folder}/${source.path}`;
      const body = await (source.packaging === 'zip' ? zip(path) : readFile(path));
      for (const { objectKey } of Object.values(destinations)) await upload(objectKey, body);
    }),
  );
}

/** Puts a template where CloudFormation reads it, and answers its address. */
export async function uploadTemplate(name: string, template: object): Promise<string> {
  await upload(name, Buffer.from(JSON.stringify(template)));
  return `${emulator().url}/${assetsBucket()}/${name}`;
}

async function upload(key: string, body: Uint8Array): Promise<void> {
  await s3().send(new PutObjectCommand({ Bucket: assetsBucket(), Key: key, Body: body }));
}

/** A folder as the zip that Lambda takes. */
async function zip(folder: string): Promise<Buffer> {
  const file = `${folder}.zip`;
  const names = await readdir(folder);
  await promisify(execFile)(PYTHON, ['-m', 'zipfile', '-c', file, ...names], { cwd: folder });
  return readFile(file);
}

const assetsBucket = () => `cdk-hnb659fds-assets-${emulator().account}-${emulator().region}`;
const s3 = () => new S3Client({ forcePathStyle: true });
