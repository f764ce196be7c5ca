#!/usr/bin/env node
import { transforms } from '../transforms/registry.js';
import { runProcess } from './run-process.js';

await runProcess(transforms);
