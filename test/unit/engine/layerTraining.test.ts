import { SOME, testTraining } from './trainedLayers.js';

testTraining(SOME);
