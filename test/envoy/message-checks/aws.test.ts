import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, http, quiet } from './configs.ts';

const lambda = (arn: string) => http('aws_lambda.v3.Config', `arn: "${arn}"`);
const signing = (fields: string) => http('aws_request_signing.v3.AwsRequestSigning', `service_name: s3, ${fields}`);
const arn = 'arn:aws:lambda:us-west-2:123456789012:function:hello';
const wrong = (text: string) => [lambda(text), error(`"${text}"`, 'invalid-value'), /Invalid ARN/] as const;

describe('filters for AWS', () => {
  compareWithEnvoy(
    {
      'call a function by its ARN': [
        wrong('hello'),
        wrong('arn:aws:lambda:us-west-2:hello'),
        wrong(arn.replace('arn', 'ARN')),
        [lambda(arn), ''],
        [lambda(`${arn}:1`), ''],
      ],
      'sign for one region, or for several with SigV4A': [
        [signing('region: "us-*"'), error('"us-*"', 'invalid-value'), /SigV4 region string/],
        [signing('region: "a,b"'), error('"a,b"', 'invalid-value'), /SigV4 region string/],
        [signing('region: "us-*", signing_algorithm: AWS_SIGV4A'), ''],
        [signing('region: us-east-1'), ''],
      ],
    },
    quiet,
  );

  it('say nothing about what is filled in', () => {
    checkDiagnostics(lambda('${ARN}'), quiet);
    checkDiagnostics(signing('region: "${REGIONS}"'), quiet);
  });
});
