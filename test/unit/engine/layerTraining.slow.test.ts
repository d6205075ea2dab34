import { ALL, testTraining } from './trainedLayers.js';

testTraining(ALL);
